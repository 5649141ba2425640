/*---
summary = "An async fn with &mut self, or with an argument by &mut, is refused unless it is marked unsafe"
shows = ["AsyncCounter"]
tags = ["future", "async-fn"]
[expect]
end = "compile error"
---*/
use napi_derive::napi;

#[napi]
pub struct Counter {
    count: u32,
}

#[napi]
impl Counter {
    #[napi]
    pub async fn add(&mut self, amount: u32) -> u32 {
        self.count += amount;
        self.count
    }
}

#[napi]
pub async fn reset(counter: &mut Counter) {
    counter.count = 0;
}
