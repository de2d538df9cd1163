/**
 * The LLM lane: a chain of providers behind circuits, a bulkhead and a budget, over openai-java. What a provider answers is checked
 * against the product's own vocabulary before anything believes it.
 */
package io.aegis.llm;
