ARG NODE_IMAGE=node:22.21.1-alpine3.22
ARG NGINX_IMAGE=nginx:1.29.3-alpine3.22-slim

# The site.
FROM ${NODE_IMAGE} AS site
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
# This nginx has no brotli module: the .br files would be dead weight.
RUN npm run build && find dist/www -name '*.br' -exec rm {} +

# nginx and what it is linked to, out of the distribution around it.
FROM ${NGINX_IMAGE} AS server
COPY scripts/gather-server.sh /gather-server.sh
RUN sh /gather-server.sh /image
COPY --from=site /src/dist /image/srv/trackmaster

FROM scratch
COPY --from=server /image /
USER trackmaster
EXPOSE 8000
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=30s --timeout=3s --start-period=2s \
  CMD ["/bin/wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8000/health"]
ENTRYPOINT ["/usr/sbin/nginx", "-e", "stderr", "-p", "/srv/trackmaster", "-c", "nginx/nginx.conf"]
