# syntax=docker/dockerfile:1
# Two images: --target web and --target ml-training. docs/containers.md has the figures.

ARG BUILD_IMAGE=docker.io/library/maven:3.9.16-eclipse-temurin-25-noble
# glibc, certificates, time zones; no shell
ARG BASE_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot@sha256:be40c00dfabd86576d92666e87e406714d5618342de1a0c213ad232de255172e

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY pom.xml ./
COPY reactor reactor
COPY platform-tests platform-tests
COPY src src
COPY ml-training ml-training
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn --batch-mode --no-transfer-progress -f reactor -pl ..,../ml-training package -Dmaven.test.skip=true \
 && mvn --batch-mode --no-transfer-progress -q dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=/build/embedded
COPY docker docker
RUN java -Djarmode=tools -jar target/chronobook-*-exec.jar extract --layers --application-filename web.jar --destination /layers/web \
 && java -Djarmode=tools -jar ml-training/target/ml-training-exec.jar extract --layers --application-filename ml-training.jar --destination /layers/ml-training \
 && mkdir /tools && javac -d /tools docker/Health.java docker/Nightly.java
# By default the driver that reads KOReader's databases would unpack its library into /tmp, which is mounted noexec
RUN jar --extract --file /layers/web/dependencies/lib/sqlite-jdbc-*.jar --dir /native \
      "org/sqlite/native/Linux/$(uname -m)/libsqlitejdbc.so" \
 && mv /native/org/sqlite/native/Linux/*/libsqlitejdbc.so /native/ && rm -r /native/org
RUN jlink --output /opt/jre --strip-java-debug-attributes --no-header-files --no-man-pages --include-locales=en,pl \
      --add-modules java.se,jdk.charsets,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

# The application as the images contain it, and a training run on a temporary database, whose classes go into the AOT
# caches
FROM build AS aot
RUN useradd --system --uid 65532 --create-home --shell /usr/sbin/nologin aot && mkdir /app && chown aot /app
WORKDIR /app
COPY --from=build /layers/web/dependencies/ /layers/web/spring-boot-loader/ /layers/web/snapshot-dependencies/ /layers/web/application/ web/
COPY --from=build /layers/ml-training/dependencies/ /layers/ml-training/spring-boot-loader/ /layers/ml-training/snapshot-dependencies/ /layers/ml-training/application/ ml-training/
RUN chown -R aot web ml-training
USER aot
ENV AOT="-XX:+UseCompactObjectHeaders -XX:+UseSerialGC"
# The image of web runs without the optimising compiler, the only one that reads the profiles of a training run
RUN java -cp "/build/embedded/*" /build/docker/AotTraining.java \
      "/opt/jre/bin/java ${AOT} -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:-AOTReplayTraining -XX:TieredStopAtLevel=1 -XX:AOTCacheOutput=/app/web/web.aot -jar /app/web/web.jar" \
      "/opt/jre/bin/java ${AOT} -XX:AOTCacheOutput=/app/ml-training/ml-training.aot -jar /app/ml-training/ml-training.jar train"

FROM ${BASE_IMAGE} AS runtime
COPY --from=build /opt/jre /opt/jre
USER 65532:65532

FROM runtime AS web
WORKDIR /app/web
COPY --from=build /layers/web/dependencies/ ./
COPY --from=build /layers/web/spring-boot-loader/ ./
COPY --from=build /layers/web/snapshot-dependencies/ ./
COPY --from=build /tools/Health.class /tools/
COPY --from=build /native/ /app/native/
COPY --from=build /layers/web/application/ ./
COPY --from=aot /app/web/web.aot ./
EXPOSE 8080 8081
# With an initial heap smaller than the objects in the AOT cache the JVM does not start. Without the two settings of
# malloc the process would keep the memory that imports and requests took. The optimising compiler would take seven of
# the sixteen processor seconds of a start and 50 MiB. The AOT cache is mapped at the address for which it was
# written, so that it stays in the pages of its file, which pods share and the kernel can reclaim, instead of 75 MiB
# of copies. After a full collection, some four an hour under load, a fifth of the heap stays free and the rest goes
# back to the system.
ENV MALLOC_ARENA_MAX=2
ENV LOGGING_STRUCTURED_FORMAT_CONSOLE=logstash
ENTRYPOINT ["/opt/jre/bin/java", "-XX:AOTCache=/app/web/web.aot", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", "-XX:-AOTRecordTraining", "-XX:-AOTReplayTraining", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders", "-XX:+UseSerialGC", "-XX:InitialRAMPercentage=25", "-XX:MaxRAMPercentage=40", "-XX:NewRatio=3", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20", "-XX:-ShrinkHeapInSteps", "-XX:TrimNativeHeapInterval=60000", "-XX:+ExitOnOutOfMemoryError", "-Dorg.sqlite.lib.path=/app/native", "-Dorg.sqlite.lib.name=libsqlitejdbc.so", "-jar", "/app/web/web.jar"]
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="ChronoBook" \
      org.opencontainers.image.description="Tells a reader when the to-be-read list will be finished" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"

FROM runtime AS ml-training
WORKDIR /app/ml-training
COPY --from=build /layers/ml-training/dependencies/ ./
COPY --from=build /layers/ml-training/spring-boot-loader/ ./
COPY --from=build /layers/ml-training/snapshot-dependencies/ ./
COPY --from=build /tools/Nightly.class /tools/
COPY --from=build /layers/ml-training/application/ ./
COPY --from=aot /app/ml-training/ml-training.aot ./
ENV LOGGING_STRUCTURED_FORMAT_CONSOLE=logstash
ENTRYPOINT ["/opt/jre/bin/java", "-XX:AOTCache=/app/ml-training/ml-training.aot", "-XX:+UseCompactObjectHeaders", "-XX:+UseSerialGC", "-XX:InitialRAMPercentage=25", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/ml-training/ml-training.jar"]
CMD ["train"]
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="ChronoBook training" \
      org.opencontainers.image.description="Trains a forecast model for every reader" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
