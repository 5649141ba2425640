//! Three more patterns, after the project that the guide offers for download (callback-example).

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use napi::bindgen_prelude::*;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

use crate::pace;

/// What a healthy humidity sensor can report, in percent.
const HUMIDITY: std::ops::RangeInclusive<f64> = 0.0..=100.0;

/// callback-example: a bounded stream of sensor readings; one that is out of range goes to the
/// second callback instead.
///
/// The readings are fixed here, so that the stream is the same in each run. Each callback has a queue
/// of its own: the order within one is certain, the order between the two is not. The second callback
/// gets an error or null before its message, which its declaration does not say: napi-derive sees a
/// `Function` and not what the builder makes of it.
#[napi]
pub fn stream_sensor_data(
    data_callback: ThreadsafeFunction<FnArgs<(String, f64, u32)>>,
    error_callback: Function<String, ()>,
) -> Result<()> {
    let error_tsfn = error_callback
        .build_threadsafe_function()
        .callee_handled::<true>()
        .build()?;

    thread::spawn(move || {
        let readings = [
            ("temperature", 22.5),
            ("humidity", 45.0),
            ("pressure", 1013.0),
            ("temperature", 23.5),
            ("humidity", 145.0),
            ("pressure", 1012.5),
        ];
        for (timestamp, (sensor, value)) in (1000..).step_by(1000).zip(readings) {
            if sensor == "humidity" && !HUMIDITY.contains(&value) {
                error_tsfn.call(
                    Ok(format!("{sensor} out of range at {timestamp}: {value}")),
                    ThreadsafeFunctionCallMode::NonBlocking,
                );
            } else {
                data_callback.call(
                    Ok((sensor.to_string(), value, timestamp).into()),
                    ThreadsafeFunctionCallMode::NonBlocking,
                );
            }
            pace::sleep(Duration::from_millis(100));
        }
    });

    Ok(())
}

/// callback-example: a loop in a thread that hands each item to the callback, waits for its answer
/// and prints it.
///
/// The answer is printed by Rust, on the JavaScript thread, where `call_with_return_value` gets it.
/// Waiting for it is this addon's: the loop's next step can depend on the last answer.
#[napi]
pub fn process_with_feedback(items: Vec<String>, processor: ThreadsafeFunction<String, String>) {
    thread::spawn(move || {
        for item in items {
            let (answered, answer) = mpsc::channel();
            processor.call_with_return_value(
                Ok(item.clone()),
                ThreadsafeFunctionCallMode::Blocking,
                move |result, _env| {
                    match result {
                        Ok(processed) => println!("Rust got {processed:?} for {item:?}"),
                        Err(error) => {
                            println!("Rust got an error for {item:?}: {}", error.reason)
                        }
                    }
                    // The thread may be gone already when the process ends.
                    let _ = answered.send(());
                    Ok(())
                },
            );
            // Without an answer (the environment is gone) there is nobody left to ask.
            if answer.recv().is_err() {
                return;
            }
            pace::sleep(Duration::from_millis(200));
        }
    });
}

/// callback-example: a callback that may be left out.
#[napi]
pub fn optional_callback(value: String, callback: Option<Function<String, ()>>) -> Result<String> {
    let result = format!("Processed: {value}");
    if let Some(callback) = callback {
        callback.call(result.clone())?;
    }
    Ok(result)
}
