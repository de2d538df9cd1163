/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

/**
 * A parameter of an execution.
 *
 * @param name of the parameter
 * @param type its Java class
 * @param value as text
 * @param identifying whether it makes the instance
 */
public record ParameterRow(String name, String type, String value, boolean identifying) {}
