/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Set;

/**
 * Writes models and reads them back. Weka's are serialised Java objects, which may run code when they are read: so what is
 * read has to have the checksum that is stored apart from it, and may consist only of the classes that our models
 * consist of, no deeper and no larger than they are.
 */
final class ModelFiles {

    private static final int MOST_DEPTH = 200;
    private static final int MOST_REFERENCES = 2_000_000;
    private static final int LONGEST_ARRAY = 200_000;

    private static final Set<String> ALLOWED = Set.of(
            "io.aegis.monitoring.model.StoredFailureForest",
            "io.aegis.monitoring.model.StoredServiceForest",
            "java.lang.Enum",
            "java.lang.Integer",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.String",
            "java.util.ArrayList",
            "java.util.HashMap",
            "java.util.Hashtable",
            "java.util.Map$Entry",
            "java.util.Random",
            "weka.classifiers.AbstractClassifier",
            "weka.classifiers.Classifier",
            "weka.classifiers.IteratedSingleClassifierEnhancer",
            "weka.classifiers.ParallelIteratedSingleClassifierEnhancer",
            "weka.classifiers.RandomizableClassifier",
            "weka.classifiers.RandomizableParallelIteratedSingleClassifierEnhancer",
            "weka.classifiers.SingleClassifierEnhancer",
            "weka.classifiers.meta.Bagging",
            "weka.classifiers.misc.IsolationForest",
            "weka.classifiers.misc.IsolationForest$Tree",
            "weka.classifiers.trees.RandomForest",
            "weka.classifiers.trees.RandomTree",
            "weka.classifiers.trees.RandomTree$Tree",
            "weka.core.Attribute",
            "weka.core.Instances",
            "weka.core.NominalAttributeInfo");

    private ModelFiles() {}

    /**
     * Writes a model.
     *
     * @throws IllegalArgumentException when it would be larger than what is read again
     */
    static ModelArtifact write(Serializable model) {
        byte[] bytes = bytes(model);
        if (bytes.length > ModelArtifact.MAX_BYTES) {
            throw new IllegalArgumentException("a model has at most " + ModelArtifact.MAX_BYTES + " bytes");
        }
        return ModelArtifact.of(bytes);
    }

    /** Whether a model is small enough to be written. */
    static boolean fits(Serializable model) {
        return bytes(model).length <= ModelArtifact.MAX_BYTES;
    }

    private static byte[] bytes(Serializable model) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(model);
        } catch (IOException e) {
            throw new IllegalStateException("a model can be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a model.
     *
     * @throws RefusedModelException when it is not intact, or not one of ours
     */
    static <M> M read(ModelArtifact artifact, Class<M> type) throws RefusedModelException {
        if (artifact.bytes().length > ModelArtifact.MAX_BYTES) {
            throw new RefusedModelException("it has more than " + ModelArtifact.MAX_BYTES + " bytes");
        }
        if (!artifact.intact()) {
            throw new RefusedModelException("its checksum is not the stored one");
        }
        WekaRuntime.prepare();
        try (var in = new ObjectInputStream(new ByteArrayInputStream(artifact.bytes()))) {
            in.setObjectInputFilter(ModelFiles::check);
            return type.cast(in.readObject());
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
            throw new RefusedModelException("it is not a model of this version of the product", e);
        }
    }

    private static ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo read) {
        boolean bounded = read.depth() <= MOST_DEPTH
                && read.references() <= MOST_REFERENCES
                && read.streamBytes() <= ModelArtifact.MAX_BYTES
                && read.arrayLength() <= LONGEST_ARRAY;
        Class<?> type = read.serialClass();
        return bounded && (type == null || allowed(type))
                ? ObjectInputFilter.Status.ALLOWED
                : ObjectInputFilter.Status.REJECTED;
    }

    private static boolean allowed(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.isPrimitive() || ALLOWED.contains(element.getName());
    }
}
