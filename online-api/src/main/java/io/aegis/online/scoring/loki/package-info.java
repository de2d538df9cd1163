/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Loki's push format, {@code POST /loki/api/v1/push}, as Promtail, Alloy, Fluent Bit and Docker's driver send it. Its lines join the
 * history of logs as those of OTLP do.
 */
package io.aegis.online.scoring.loki;
