package pl.chronobook.api.web;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Marks the fields of our records as required unless they are {@code @Nullable}.
 */
class RequiredFields implements ModelConverter {

	@Override
	@SuppressWarnings("rawtypes") // the interface declares the raw type
	public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
		if (!chain.hasNext()) {
			return null;
		}
		Schema<?> schema = chain.next().resolve(type, context, chain);
		Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
		if (schema != null && raw.isRecord() && raw.getPackage().equals(RequiredFields.class.getPackage())) {
			String reference = schema.get$ref();
			Schema<?> model = (reference == null) ? schema
					: context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
			if (model != null) {
				model.setRequired(required(raw));
			}
		}
		return schema;
	}

	/**
	 * Returns the schema of a record; the schemas of records in it are added to the
	 * components.
	 */
	static Schema<?> schemaOf(Class<? extends Record> type, Components components) {
		ResolvedSchema resolved = ModelConverters.getInstance(true)
			.resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(false));
		resolved.referencedSchemas.forEach(components::addSchemas);
		Schema<?> schema = resolved.schema;
		schema.setRequired(required(type));
		return schema;
	}

	private static List<String> required(Class<?> type) {
		return Arrays.stream(type.getRecordComponents())
			.filter((component) -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
			.map((component) -> component.getName())
			.toList();
	}

}
