/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Removes what is old. */
package io.aegis.batch.retention;
