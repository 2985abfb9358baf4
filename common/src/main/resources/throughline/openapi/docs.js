// Shows this office's own description; asks nobody else, and tells no validator on the internet of it.
SwaggerUIBundle({
  url: "/openapi.yaml",
  dom_id: "#docs",
  validatorUrl: null,
  queryConfigEnabled: false,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
});
