/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Routing of feedback by rules that operators write: tried on the last days before they are saved, and applied within seconds of
 * each change, never while somebody waits for an answer.
 */
package io.aegis.online.routing;
