/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Models that batch jobs train with Weka and the online application applies: how they are trained, how good they are, and how
 * they are written and read without trusting what is read. Of a stored model only the few classes are deserialised that a forest
 * consists of.
 */
package io.aegis.monitoring.model;
