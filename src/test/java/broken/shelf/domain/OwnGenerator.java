package broken.shelf.domain;

import java.util.UUID;

import com.fasterxml.uuid.Generators;

class OwnGenerator {

	UUID key() {
		return Generators.timeBasedEpochGenerator().generate();
	}

}
