/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * OTLP/HTTP: {@code POST /v1/metrics} and {@code POST /v1/logs}, as OpenTelemetry's SDKs, collectors and Fluent Bit send them.
 * Points become samples of what is scored here, records join the history of logs.
 */
package io.aegis.online.scoring.otlp;
