//! What crosses to JavaScript in these programs.

use std::sync::Arc;

use csv::StringRecord;
use napi::bindgen_prelude::*;

/// A row of a CSV file: an object with the columns' names, in their order.
pub struct Row {
    columns: Arc<StringRecord>,
    record: StringRecord,
}

impl Row {
    /// Of a file with these columns.
    pub fn new(columns: Arc<StringRecord>, record: StringRecord) -> Self {
        Self { columns, record }
    }
}

impl ToNapiValue for Row {
    unsafe fn to_napi_value(raw: sys::napi_env, row: Self) -> Result<sys::napi_value> {
        let env = Env::from_raw(raw);
        let mut object = Object::new(&env)?;
        for (column, field) in row.columns.iter().zip(&row.record) {
            object.set(column, field)?;
        }
        // SAFETY: the caller's environment, on its thread.
        unsafe { Object::to_napi_value(raw, object) }
    }
}

/// An error, and the line of a file that it concerns.
pub struct Located {
    /// From 1 on.
    pub line: Option<u64>,
    /// The error; what JavaScript threw stays the same object.
    pub error: Error,
}

impl ToNapiValue for Located {
    unsafe fn to_napi_value(raw: sys::napi_env, located: Self) -> Result<sys::napi_value> {
        let env = Env::from_raw(raw);
        let mut error = env.create_error(located.error)?;
        if let Some(line) = located.line {
            error.set("line", line as f64)?;
        }
        // SAFETY: the caller's environment, on its thread.
        unsafe { Object::to_napi_value(raw, error) }
    }
}

/// What SQLite keeps: `null`, a number, a text or bytes. Integers that a number cannot hold come as BigInt.
#[derive(Clone)]
pub struct SqlValue(rusqlite::types::Value);

impl TypeName for SqlValue {
    fn type_name() -> &'static str {
        "SqlValue"
    }

    fn value_type() -> ValueType {
        ValueType::Unknown
    }
}

impl ValidateNapiValue for SqlValue {}

impl FromNapiValue for SqlValue {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        use rusqlite::types::Value;
        type Known = Either6<Null, Undefined, f64, String, BigInt, Uint8Array>;
        // SAFETY: the caller's value.
        let known = unsafe { Known::from_napi_value(env, value) }.map_err(|error| {
            let reason = "SQLite keeps null, numbers, texts and bytes";
            Error::new(error.status, reason)
        })?;
        Ok(Self(match known {
            Either6::A(_) | Either6::B(()) => Value::Null,
            Either6::C(number) => Value::Real(number),
            Either6::D(text) => Value::Text(text),
            Either6::E(integer) => match integer.get_i64() {
                (integer, true) => Value::Integer(integer),
                (_, false) => {
                    let reason = "SQLite keeps integers of 64 bits";
                    return Err(Error::new(Status::InvalidArg, reason));
                }
            },
            Either6::F(bytes) => Value::Blob(bytes.to_vec()),
        }))
    }
}

impl ToNapiValue for SqlValue {
    unsafe fn to_napi_value(env: sys::napi_env, value: Self) -> Result<sys::napi_value> {
        use rusqlite::types::Value;
        /// The largest integer that a number holds, as `Number.MAX_SAFE_INTEGER`.
        const SAFE: i64 = (1 << 53) - 1;
        // SAFETY: the caller's environment, on its thread.
        unsafe {
            match value.0 {
                Value::Null => ToNapiValue::to_napi_value(env, Null),
                Value::Integer(integer) if (-SAFE..=SAFE).contains(&integer) => {
                    ToNapiValue::to_napi_value(env, integer)
                }
                Value::Integer(integer) => ToNapiValue::to_napi_value(env, BigInt::from(integer)),
                Value::Real(number) => ToNapiValue::to_napi_value(env, number),
                Value::Text(text) => ToNapiValue::to_napi_value(env, text),
                Value::Blob(bytes) => ToNapiValue::to_napi_value(env, Uint8Array::from(bytes)),
            }
        }
    }
}

impl rusqlite::ToSql for SqlValue {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl rusqlite::types::FromSql for SqlValue {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        rusqlite::types::Value::column_result(value).map(Self)
    }
}

/// The rows of a query: an array of objects.
pub struct Rows {
    /// What the columns are called.
    pub columns: Arc<[String]>,
    /// A value for each column.
    pub rows: Vec<Vec<SqlValue>>,
}

impl ToNapiValue for Rows {
    unsafe fn to_napi_value(raw: sys::napi_env, all: Self) -> Result<sys::napi_value> {
        let env = Env::from_raw(raw);
        let mut array = env.create_array(0)?;
        for row in all.rows {
            let mut object = Object::new(&env)?;
            for (column, value) in all.columns.iter().zip(row) {
                object.set(column, value)?;
            }
            array.insert(object)?;
        }
        // SAFETY: the caller's environment, on its thread.
        unsafe { Array::to_napi_value(raw, array) }
    }
}
