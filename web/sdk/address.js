// Runs in the page at /sdk/: the commands name the server that they were read from.
for (const name of document.querySelectorAll('[data-server]')) name.textContent = location.origin;
