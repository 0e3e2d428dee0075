/** Turns type-only imports into plain ones, which Babel would drop, so that the import direction also holds for types. */
const typeImportsCount = () => ({
  visitor: {
    Program(program) {
      for (const statement of program.node.body) {
        if (statement.importKind !== "type" && statement.exportKind !== "type") continue;
        if (!statement.source) continue;
        statement.importKind = "value";
        statement.exportKind = "value";
        statement.specifiers = [];
      }
    },
  },
});

module.exports = {
  plugins: [typeImportsCount],
  presets: [
    ["@babel/preset-react", { runtime: "automatic" }],
    ["@babel/preset-typescript", { onlyRemoveTypeImports: true }],
  ],
};
