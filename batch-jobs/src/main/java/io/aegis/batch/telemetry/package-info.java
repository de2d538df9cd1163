/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What is measured of jobs. It is exposed as Prometheus text beside what Spring and the JVM tell. */
package io.aegis.batch.telemetry;
