//! What the compiler is told: as strict as it can be, and nothing of the user's own settings, so that a check says the same everywhere.

use std::path::Path;

use serde_json::json;

use super::declarations::Declarations;
use crate::script::Script;

/// The `tsconfig.json` of `script`; `node_types` is the folder `@types` that describes Node.js.
pub fn text(script: &Script, declarations: &Declarations, node_types: Option<&Path>) -> String {
    let program = script.program.strip_prefix(&script.folder);
    let mut options = json!({
        // As Node.js finds modules: through `imports` of the script's package.json.
        "module": "nodenext",
        "moduleResolution": "nodenext",
        "moduleDetection": "force",
        // Runtimes that strip types import a module by its name.
        "allowImportingTsExtensions": true,
        "target": "es2022",
        "strict": true,
        "noEmit": true,
        // The addon's own declarations are checked, too; those of the language are not what is asked.
        "skipLibCheck": false,
        "skipDefaultLibCheck": true,
        "types": [],
    });
    if let Some(folder) = node_types {
        options["types"] = json!(["node"]);
        options["typeRoots"] = json!([folder]);
    }
    if let Some(file) = &declarations.file {
        // A link would hide from the compiler what the declarations import beside themselves.
        options["paths"] = json!({ "#addon": [file] });
    }
    let settings = json!({
        "compilerOptions": options,
        "files": [program.unwrap_or(&script.program)],
    });
    format!("{settings:#}\n")
}
