#!/bin/sh
# Stands where a checkout has its mvnw, of which ops/aegis asks where Java is. Nothing is built in an image.
[ "${1:-}" = --java-home ] || { echo 'this image is not for building' >&2; exit 1; }
printf '%s\n' "$JAVA_HOME"
