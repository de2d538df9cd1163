/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The job {@code incident-import}: samples, logs and known failures from files, with what those failures looked like. Models of
 * failures are trained on what it stores.
 */
package io.aegis.batch.incidents;
