/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import io.aegis.feedback.Department;

/**
 * What decides where a row of feedback goes.
 *
 * @param department that of its built-in topics
 * @param ownTopics those that operators made, as bits of their numbers
 */
public record RowDestination(Department department, long ownTopics) {}
