/** {@code POST /api/v1/prometheus/write}: samples as Prometheus sends them, mapped to what is scored here. */
package io.aegis.online.scoring.remotewrite;
