/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Topics that operators made, beside the five that are built in: what they are, and which texts carry them. Their list is
 * data, and a running process follows it.
 */
package io.aegis.topics;
