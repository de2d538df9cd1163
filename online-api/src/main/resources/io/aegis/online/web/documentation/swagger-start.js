// What is sent from this page by a signed-in person carries the header that other sites cannot send.
window.ui = SwaggerUIBundle({
  url: '/openapi',
  dom_id: '#swagger',
  deepLinking: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
  requestInterceptor(request) {
    request.headers['X-Aegis-Request'] = '1';
    return request;
  },
});

// Swagger UI leaves its lists and some buttons without names.
const NAMES = {servers: 'Server'};
function name(root) {
  for (const each of root.querySelectorAll('select:not([aria-label])')) {
    const row = each.closest('[data-param-name]')?.dataset.paramName;
    each.setAttribute('aria-label', NAMES[each.id] ?? row ?? (each.closest('.content-type-wrapper, .response-control-media-type') ? 'Media type' : 'Choice'));
  }
  for (const each of root.querySelectorAll('pre:not([tabindex]), .highlight-code > *:not([tabindex])')) {
    each.tabIndex = 0;
  }
}
new MutationObserver(() => name(document.getElementById('swagger'))).observe(document.getElementById('swagger'), {childList: true, subtree: true});
