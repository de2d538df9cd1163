/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Files of feedback: how they come in, how far their imports are, what was rejected. */
package io.aegis.online.imports;
