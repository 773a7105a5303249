import { createDomain } from "@langnghe/domain";
import { readAnchorFile } from "@langnghe/domain/access";
import { createDataSource, readNodeSettings } from "@langnghe/domain/database";

/** `npm run audit:verify [-- ANCHOR-FILE…]`: works the chain over the audit out again. Ends with 1 when it does not hold. */
const { directUrl } = readNodeSettings(process.env);
const dataSource = await createDataSource({ url: directUrl, poolSize: 2, applicationName: "langnghe audit", isPatient: true }).initialize();
try {
  const domain = await createDomain({ dataSource, databaseUrl: directUrl });
  const outside = await Promise.all(process.argv.slice(2).map(readAnchorFile));
  const { seals, sealedEntries, unsealedEntries, anchors, newestAnchor, findings } = await domain.auditChain.verify({ outside });
  await domain.close();
  for (const finding of findings) console.log(`KHÔNG KHỚP: ${finding}`);
  console.log(
    `${sealedEntries} dòng nhật ký trong ${seals} niêm phong, ${unsealedEntries} dòng chưa niêm phong, ${anchors} dấu ký${outside.length > 0 ? `, ${outside.length} dấu ký giữ ở nơi khác` : ""}.`,
  );
  if (newestAnchor) console.log(`Dấu ký mới nhất: ngày ${newestAnchor.day}, niêm phong số ${newestAnchor.sealNumber}, mã ${newestAnchor.sealHash}.`);
  console.log(findings.length === 0 ? "Nhật ký nguyên vẹn." : `Nhật ký KHÔNG nguyên vẹn: ${findings.length} chỗ không khớp.`);
  process.exitCode = findings.length === 0 ? 0 : 1;
} finally {
  await dataSource.destroy();
}
