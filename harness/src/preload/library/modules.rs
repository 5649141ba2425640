//! What is loaded, and the imports of what was loaded last: an addon in C++ imports Node-API's functions as an executable's.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;

use super::live::table;
use super::mapping::{PROT_READ, PROT_READ_WRITE, protect};
use super::{allocation, node_api};

/// `struct dl_phdr_info`, as far as it is read.
#[repr(C)]
struct Loaded {
    base: usize,
    path: *const c_char,
    headers: *const Header,
    count: u16,
}

/// `Elf64_Phdr`
#[repr(C)]
struct Header {
    kind: u32,
    flags: u32,
    offset: u64,
    address: usize,
    physical: u64,
    in_file: u64,
    length: usize,
    alignment: u64,
}

/// `Elf64_Dyn`
#[repr(C)]
struct Dynamic {
    tag: i64,
    value: usize,
}

/// `Elf64_Rela`
#[repr(C)]
struct Relocation {
    offset: usize,
    info: u64,
    addend: i64,
}

/// `Elf64_Sym`
#[repr(C)]
struct Symbol {
    name: u32,
    info: u8,
    other: u8,
    section: u16,
    value: usize,
    size: usize,
}

unsafe extern "C" {
    fn dl_iterate_phdr(
        each: unsafe extern "C" fn(*const Loaded, usize, *mut c_void) -> c_int,
        argument: *mut c_void,
    ) -> c_int;
}

const PT_LOAD: u32 = 1;
const PT_DYNAMIC: u32 = 2;
const PT_GNU_RELRO: u32 = 0x6474_e552;
const DT_PLTRELSZ: i64 = 2;
const DT_STRTAB: i64 = 5;
const DT_SYMTAB: i64 = 6;
const DT_RELA: i64 = 7;
const DT_RELASZ: i64 = 8;
const DT_JMPREL: i64 = 23;
const PAGE: usize = 4096;

#[cfg(target_arch = "x86_64")]
const FUNCTIONS: [u32; 2] = [6, 7]; // R_X86_64_GLOB_DAT, R_X86_64_JUMP_SLOT
#[cfg(target_arch = "aarch64")]
const FUNCTIONS: [u32; 2] = [1025, 1026]; // R_AARCH64_GLOB_DAT, R_AARCH64_JUMP_SLOT

/// Notes what was loaded since the last time, and has it call the wrappers of Node-API's functions.
pub fn refresh() {
    if table().is_some() {
        // SAFETY: `each` takes what the C library gives it, and needs no argument.
        unsafe { dl_iterate_phdr(each, ptr::null_mut()) };
    }
}

unsafe extern "C" fn each(loaded: *const Loaded, _: usize, _: *mut c_void) -> c_int {
    // SAFETY: the C library's own records, which it keeps meanwhile.
    let (loaded, headers, path) = unsafe {
        let loaded = &*loaded;
        let headers = std::slice::from_raw_parts(loaded.headers, loaded.count.into());
        (loaded, headers, CStr::from_ptr(loaded.path).to_bytes())
    };
    let Some(table) = table() else { return 0 };
    let segments = || headers.iter().filter(|it| it.kind == PT_LOAD);
    let start = segments().map(|it| it.address).min().unwrap_or(0);
    let end = segments().map(|it| it.address + it.length).max();
    let at = |address: usize| (loaded.base + address) as u64;
    let (start, end) = (at(start), at(end.unwrap_or(0)));
    let is_own = (start..end).contains(&(each as *const () as u64));
    if table.module(loaded.base as u64, start, end, path) && !path.is_empty() && !is_own {
        redirect(loaded.base, headers);
    }
    0
}

/// Has the module at `base` call wrappers.
fn redirect(base: usize, headers: &[Header]) {
    let of_kind = |kind| headers.iter().find(|it| it.kind == kind);
    let Some(dynamic) = of_kind(PT_DYNAMIC) else {
        return;
    };
    let read_only = of_kind(PT_GNU_RELRO).map_or(0..0, |it| {
        let first = (base + it.address) / PAGE * PAGE;
        first..(base + it.address + it.length) / PAGE * PAGE
    });
    let count = dynamic.length / size_of::<Dynamic>();
    // SAFETY: the module's own table, of the length that its header gives.
    let entries =
        unsafe { std::slice::from_raw_parts((base + dynamic.address) as *const Dynamic, count) };
    let value = |tag| entries.iter().find(|it| it.tag == tag).map(|it| it.value);
    // glibc has made addresses of them, where it could write to the table.
    let address = |tag| value(tag).map(|it| if it < base { it + base } else { it });
    let Some((symbols, names)) = address(DT_SYMTAB).zip(address(DT_STRTAB)) else {
        return;
    };
    for (table, length) in [(DT_JMPREL, DT_PLTRELSZ), (DT_RELA, DT_RELASZ)] {
        let Some((table, length)) = address(table).zip(value(length)) else {
            continue;
        };
        let count = length / size_of::<Relocation>();
        // SAFETY: as above.
        let all = unsafe { std::slice::from_raw_parts(table as *const Relocation, count) };
        for relocation in all {
            if !FUNCTIONS.contains(&(relocation.info as u32)) {
                continue;
            }
            // SAFETY: the relocation's own symbol, and its name, which a zero byte ends.
            let name = unsafe {
                let symbol = (symbols as *const Symbol).add((relocation.info >> 32) as usize);
                CStr::from_ptr((names as *const c_char).add((*symbol).name as usize))
            };
            let wrapper = node_api::wrapper(name).or_else(|| allocation::replacement(name));
            if let Some(wrapper) = wrapper {
                let slot = base + relocation.offset;
                let page = slot / PAGE * PAGE;
                let guarded = read_only.contains(&slot);
                if guarded && !protect(page, PAGE, PROT_READ_WRITE) {
                    continue;
                }
                // SAFETY: a slot for a function's address, of this module, which nobody has called yet.
                unsafe { (slot as *mut *mut c_void).write(wrapper) };
                if guarded {
                    protect(page, PAGE, PROT_READ);
                }
            }
        }
    }
}
