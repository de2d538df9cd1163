/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Names that people give to what they make: topics, departments, views, rules, tags. One rule says which may be given, and which look
 * the same.
 */
package io.aegis.naming;
