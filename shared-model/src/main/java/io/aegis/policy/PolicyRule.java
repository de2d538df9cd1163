/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import dev.cel.runtime.Program;

/**
 * One rule of a policy file.
 *
 * @param allows whether it allows, or denies, what its expression is true for
 * @param name unique in the file
 * @param reason for people
 * @param expression compiled; gives a boolean
 */
record PolicyRule(boolean allows, String name, String reason, Program expression) {}
