/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Topics that operators make, over HTTP: listed, changed as a whole, and tried on recent feedback before they are. The five
 * that are built in are shown beside them and stay as they are.
 */
package io.aegis.online.topics;
