/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * JSON over HTTP: strict parsing, checked fields, one way to write values and times.
 * Readers collect everything that is wrong with a body, so that a client sees it all at once.
 */
package io.aegis.online.http.json;
