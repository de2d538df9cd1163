// Searching would need a worker made of text, which the page's policy forbids.
Redoc.init('/openapi', {disableSearch: true, hideDownloadButton: true, nativeScrollbars: true}, document.getElementById('redoc'));
