/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Messages of other systems, read field by field from Protocol Buffers or from JSON. Nothing is built of a message but what its
 * reader asks for, so that each reader counts what it makes before it makes it.
 */
package io.aegis.online.scoring.wire;
