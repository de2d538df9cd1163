/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Where the LLM and the rules disagree so much that a person has to decide. It finds the reasons; deciding is left to people. */
package io.aegis.review;
