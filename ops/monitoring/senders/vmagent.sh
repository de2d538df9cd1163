#!/bin/sh
# vmagent with the same scrape configuration as Prometheus, writing to Aegis. The key is in the file aegis-key.
exec vmagent \
  -promscrape.config=prometheus.yml \
  -promscrape.config.strictParse=false \
  -remoteWrite.url=http://localhost:8000/api/v1/prometheus/write \
  -remoteWrite.forcePromProto=true \
  -remoteWrite.bearerTokenFile=aegis-key \
  -remoteWrite.flushInterval=2s
