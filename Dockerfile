ARG NODE_IMAGE=node:22.21.1-alpine3.22
ARG ALPINE_IMAGE=alpine:3.22

# The site.
FROM ${NODE_IMAGE} AS site
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
# This nginx has no brotli module: the .br files would be dead weight. What is there compressed is there
# once: nginx unpacks it for the few who do not take gzip.
# Git is not in here: reports tell the commit that they were made by.
ARG TRACKMASTER_COMMIT=
RUN TRACKMASTER_COMMIT="$TRACKMASTER_COMMIT" npm run build && find dist/www -name '*.br' -exec rm {} + && \
  find dist/www -name '*.gz' >/packed && while read -r packed; do rm "${packed%.gz}"; done </packed

# nginx and what it is linked to, out of the distribution around it.
FROM ${ALPINE_IMAGE} AS server
ARG NGINX_SOURCE=https://nginx.org/download/nginx-1.29.3.tar.gz
ARG NGINX_SHA256=9befcced12ee09c2f4e1385d7e8e21c91f1a5a63b196f78f897c2d044b8c9312
RUN apk add --no-cache build-base pcre2-dev zlib-dev
RUN wget -q -O /nginx.tar.gz "$NGINX_SOURCE" && echo "$NGINX_SHA256  /nginx.tar.gz" | sha256sum -c
COPY scripts/build-server.sh /build-server.sh
RUN sh /build-server.sh /nginx.tar.gz /image
COPY --from=site /src/dist /image/srv/trackmaster

FROM scratch
COPY --from=server /image /
USER trackmaster
EXPOSE 8000
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=30s --timeout=3s --start-period=2s \
  CMD ["/bin/wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8000/health"]
ENTRYPOINT ["/usr/sbin/nginx", "-e", "stderr", "-p", "/srv/trackmaster", "-c", "nginx/nginx.conf"]
