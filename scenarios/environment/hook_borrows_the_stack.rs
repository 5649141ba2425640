/*---
summary = "A hook that borrows from the stack of the function that adds it compiles, though the hook runs when that stack is long gone"
shows = ["Env::add_async_cleanup_hook", "Env::set_instance_data"]
tags = ["hooks", "misuse"]
[expect]
end = "compiles"
---*/
use napi::bindgen_prelude::*;
use napi_derive::napi;

// Neither closure has to be 'static: env.rs asks it of the data alone. add_env_cleanup_hook asks it of its closure too.
#[napi]
pub fn remember(env: Env, name: String) -> Result<()> {
    let borrowed: &str = &name;
    env.add_async_cleanup_hook((), |()| println!("{borrowed}"))?;
    env.set_instance_data((), (), |_| println!("{borrowed}"))
}
