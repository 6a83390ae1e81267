// The types of a package in one file, and the report of what it promises with them.
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Writes dist/index.d.ts: everything that the entry point exports, and nothing else that could be imported. */
export function rollUp(pkg) {
  const { succeeded } = extract(pkg, {
    dtsRollup: { enabled: true, untrimmedFilePath: join(pkg.dir, 'dist/index.d.ts') },
    apiReport: { enabled: false },
  });
  if (!succeeded) throw new Error(`${pkg.file}: no types, see above`);
}

/** Whether api/*.api.md says what the package exports. With write it does afterwards. */
export function reported(pkg, { write = false } = {}) {
  mkdirSync(join(pkg.dir, 'api'), { recursive: true });
  const { apiReportChanged } = extract(
    pkg,
    { apiReport: { enabled: true, reportFolder: join(pkg.dir, 'api'), reportTempFolder: declarations(pkg) } },
    write,
  );
  return write || !apiReportChanged;
}

const declarations = ({ file }) => join(import.meta.dirname, '../../build/types', file);

/** Declares what the entry point needs, module by module. Only what it exports can be seen from outside in the end. */
function declare(pkg) {
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
  const program = ts.createProgram([join(pkg.dir, 'src/index.ts')], { ...config.options, ...options });
  for (const wrong of program.emit().diagnostics) fail(wrong);
  return join(outDir, 'index.d.ts');
}

function fail({ messageText }) {
  throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function extract(pkg, outputs, write) {
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(pkg.dir, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: pkg.dir,
      mainEntryPointFilePath: declare(pkg),
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
