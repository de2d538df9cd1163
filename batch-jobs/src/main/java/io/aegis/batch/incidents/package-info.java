/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The job {@code incident-import}: samples, logs and known failures from files, with what those failures looked like. */
package io.aegis.batch.incidents;
