# docker run --rm -v "$PWD:/work:ro" toybox-lint
FROM python:3.12-slim AS build
COPY . /source
# pip compiles the modules; the user of the image could not keep what Python would compile.
RUN pip install --no-cache-dir --no-warn-script-location --prefix /install /source

FROM python:3.12-slim
COPY --from=build /install /usr/local
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["toybox-lint"]
