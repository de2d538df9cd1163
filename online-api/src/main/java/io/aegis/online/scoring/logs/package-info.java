/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Lines of logs that collectors send by themselves, before anybody asks for a verdict. They join the history of templates, and
 * the newest are evidence when an alert asks.
 */
package io.aegis.online.scoring.logs;
