package pl.chronobook.reading.domain;

import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

/**
 * Makes primary keys: UUID version 7, so that new rows stand together in their index.
 */
final class Ids {

	private static final NoArgGenerator generator = Generators.timeBasedEpochGenerator();

	private Ids() {
	}

	static UUID next() {
		return generator.generate();
	}

}
