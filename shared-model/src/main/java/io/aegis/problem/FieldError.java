/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.problem;

/**
 * One thing wrong with a request.
 *
 * @param field where, such as {@code metrics[0].value} or the name of a query parameter
 * @param message what is wanted, such as {@code must be a finite number}
 */
public record FieldError(String field, String message) {}
