/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Removes what is old. It works in small chunks, so that nobody waits for a lock of its. */
package io.aegis.batch.retention;
