//! Callbacks that a JavaScript object keeps, in a property that nothing lists.
//!
//! A callback closes over the object that it is given to as a rule. Where Rust holds it by a `FunctionRef`, that reference is a root: it holds
//! the callback, which holds the object, which holds the reference, for ever. A property is an edge that the garbage collector sees.

use napi::PropertyAttributes;
use napi::bindgen_prelude::*;

/// Has `object` keep `value` under `name`, in place of what it kept there.
pub fn keep<'env, V: JsValue<'env>>(mut object: Object, name: &str, value: &V) -> Result<()> {
    let property = Property::new().with_utf8_name(name)?.with_value(value);
    let attributes = PropertyAttributes::Writable | PropertyAttributes::Configurable;
    object.define_properties(&[property.with_property_attributes(attributes)])
}

/// The object that `owner` keeps under `name`, made when it is first asked for.
pub fn kept_object<'env>(env: &'env Env, owner: Object<'env>, name: &str) -> Result<Object<'env>> {
    if let Some(kept) = owner.get(name)? {
        return Ok(kept);
    }
    let kept = Object::new(env)?;
    keep(owner, name, &kept)?;
    Ok(kept)
}
