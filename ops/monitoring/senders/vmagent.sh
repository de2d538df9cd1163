#!/bin/sh
# vmagent with the same scrape configuration as Prometheus, writing to Aegis. The key is in the file aegis-key. Tried with 1.79
# (Debian 12). Later ones have a protocol of their own, ask whether it is known, and send Prometheus' where it is not, as here.
exec vmagent \
  -promscrape.config=prometheus.yml \
  -promscrape.config.strictParse=false \
  -remoteWrite.url=http://localhost:8000/api/v1/prometheus/write \
  -remoteWrite.bearerTokenFile=aegis-key \
  -remoteWrite.flushInterval=2s
