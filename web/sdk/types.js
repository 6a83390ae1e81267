// The types of a package, one file for each module of it, and the report of what it promises with them.
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { modulesOf, stylesOf } from './packages.js';

/** Writes dist/NAME.d.ts for each module that can be imported: all that it exports, and nothing that it only uses. */
export function rollUp(pkg) {
  for (const name of declare(pkg)) {
    const { succeeded } = extract(pkg, name, {
      dtsRollup: { enabled: true, untrimmedFilePath: join(pkg.dir, `dist/${name}.d.ts`) },
      apiReport: { enabled: false },
    });
    if (!succeeded) throw new Error(`${pkg.file}: no types of ${name}, see above`);
  }
  // TypeScript wants to know what is imported, also of what has nothing to say.
  for (const name of stylesOf(pkg)) writeFileSync(join(pkg.dir, `dist/${name}.d.ts`), 'export {};\n');
}

/** Whether the report in api/ says what the package's main module exports. With write it does afterwards. */
export function reported(pkg, { write = false } = {}) {
  mkdirSync(join(pkg.dir, 'api'), { recursive: true });
  declare(pkg);
  const { apiReportChanged } = extract(
    pkg,
    'index',
    { apiReport: { enabled: true, reportFolder: join(pkg.dir, 'api'), reportTempFolder: declarations(pkg) } },
    write,
  );
  return write || !apiReportChanged;
}

const declarations = ({ file }) => join(import.meta.dirname, '../../build/types', file);

/** Declares the modules that can be imported and what they need, each by itself, and returns their names. */
function declare(pkg) {
  const names = modulesOf(pkg);
  const outDir = declarations(pkg);
  rmSync(outDir, { recursive: true, force: true });
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail };
  const config = ts.getParsedCommandLineOfConfigFile(join(pkg.dir, 'tsconfig.json'), {}, host);
  const options = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: join(pkg.dir, 'src'),
    outDir,
  };
  const roots = names.map((name) => join(pkg.dir, `src/${name}.ts`));
  const program = ts.createProgram(roots, { ...config.options, ...options });
  for (const wrong of program.emit().diagnostics) fail(wrong);
  return names;
}

function fail({ messageText }) {
  throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function extract(pkg, name, outputs, write) {
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(pkg.dir, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: pkg.dir,
      mainEntryPointFilePath: join(declarations(pkg), `${name}.d.ts`),
      compiler: { tsconfigFilePath: join(pkg.dir, 'tsconfig.json') },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        // It has opinions on how comments are written and which types must be exported too; we have others.
        extractorMessageReporting: { default: { logLevel: 'none' } },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
      ...outputs,
    },
  });
  return Extractor.invoke(config, {
    localBuild: write,
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
}
