/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Routing of feedback by rules that operators write, within seconds of each change and never while somebody waits for an answer.
 * Rules are tried on the last days before they are saved, and do nothing with the past.
 */
package io.aegis.online.routing;
