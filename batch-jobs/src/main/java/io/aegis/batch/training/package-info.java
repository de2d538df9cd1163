/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The jobs that train models: {@code failure-train} and {@code anomaly-train}. */
package io.aegis.batch.training;
