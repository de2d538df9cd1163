/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What is measured of jobs. */
package io.aegis.batch.telemetry;
