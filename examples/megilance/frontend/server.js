// A page that names the backend it was told of.
const { createServer } = require("node:http");

createServer((request, response) => {
  response.end(`<h1>MegiLance</h1><p>API: ${process.env.NEXT_PUBLIC_BACKEND_URL}</p>`);
}).listen(3000, "0.0.0.0");
