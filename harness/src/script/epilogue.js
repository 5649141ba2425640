__napiHarnessLastLine(); // Added by napi-harness, as the import on line 1.
