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
