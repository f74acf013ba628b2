# Build:    docker build -t npdr .
# Fill:     docker run --rm -v npdr:/var/lib/npdr npdr import data/
# Serve:    docker run -d -p 127.0.0.1:8080:8080 -v npdr:/var/lib/npdr npdr
# A token:  docker run --rm -v npdr:/var/lib/npdr npdr token create --organisatie ncdr --rol beheerder
FROM swift:6.3-bookworm AS build
RUN apt-get update -q \
  && apt-get install -y -q --no-install-recommends libsqlite3-dev libcurl4-openssl-dev libssl-dev pkg-config \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /build
# The packages we use change less often than our own sources: a layer of their own.
COPY Package.swift ./
RUN swift package resolve
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --product npdr --static-swift-stdlib --explicit-target-dependency-import-check error \
  && install -D --strip "$(swift build -c release --show-bin-path)/npdr" /out/npdr

FROM debian:bookworm-slim
RUN apt-get update -q \
  && apt-get install -y -q --no-install-recommends libsqlite3-0 libcurl4 libssl3 libstdc++6 ca-certificates tzdata \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin npdr \
  && install -d -o npdr -g npdr -m 0750 /var/lib/npdr
COPY --from=build /out/npdr /usr/local/bin/npdr
# Read at run time, relative to the working folder.
WORKDIR /opt/npdr
COPY migrations migrations
COPY config config
COPY data data
COPY LICENSE ./
USER npdr
ENV NPDR_DATABASE=/var/lib/npdr/npdr.sqlite
VOLUME /var/lib/npdr
EXPOSE 8080
# SIGTERM, docker's own: stops accepting, finishes what is under way, exits 0.
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 CMD ["npdr", "gezondheid"]
ENTRYPOINT ["npdr"]
CMD ["serve", "--host", "0.0.0.0"]
