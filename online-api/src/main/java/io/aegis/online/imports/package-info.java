/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Files of feedback: how they come in, how far their imports are, what was rejected. The batch application does the work; this
 * package stages the bytes and tells.
 */
package io.aegis.online.imports;
